"""Benchmarks: each is a program, ``python -m benchmarks.NAME``; ``python -m benchmarks`` runs those of speed."""
