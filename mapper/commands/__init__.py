"""The subcommands of ``mapper``, by subject; `mapper.cli` gathers them. Each imports what it needs when it runs."""
