"""The day on which a report was published, as writers of files write it."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

FIRST_YEAR = 1700
LAST_YEAR = 2200
"""Years taken for the date of a report. No report is older, and days far beyond overflow when counted on."""

_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d.%m.%Y", "%Y/%m/%d")


def parse_day(value: object) -> date | None:
    """Read the day of a report.

    Parameters
    ----------
    value
        ISO 8601 (``2022-03-12``, also with a time of day and an offset), RFC 2822 (as feeds and mails write
        it), ``12 March 2022``, ``March 12, 2022``, ``12.03.2022``, or a `datetime.date`; None or an empty string
        where there is none.

    Returns
    -------
    datetime.date or None
        The day as the report's own clock has it (not moved to UTC: ``today`` in a report means that day);
        None for no value.

    Raises
    ------
    ValueError
        If the value is no date, or its year is outside 1700 to 2200.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, date):  # also a datetime, or a pandas Timestamp
        value = value.isoformat()
    if not isinstance(value, str):
        raise ValueError(f"date {value!r:.40} is not text; write it as 2022-03-12")  # noqa: TRY004 (one error to catch)
    day = _parse(value.strip())
    if day is None:
        raise ValueError(f"date {value.strip()!r:.40} is not understood; write it as 2022-03-12")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"date {value.strip()!r:.40} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _parse(text: str) -> date | None:
    if len(text) > 64:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, OverflowError):
        pass
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
