"""Facts about languages, one module each: words only, no logic."""
