"""A short summary of an events table, for people: tables and plots as one HTML page, or as Markdown."""

from __future__ import annotations

from mapper.report.write import write_report

__all__ = ["write_report"]
