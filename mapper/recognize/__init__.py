"""Reports to mentions: which words name a place, and which only look like one."""

from mapper.recognize.entities import SpacyRecognizer
from mapper.recognize.mentions import mentions_from_spans
from mapper.recognize.recognizer import GazetteerRecognizer

__all__ = ["GazetteerRecognizer", "SpacyRecognizer", "mentions_from_spans"]
