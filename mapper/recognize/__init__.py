"""Reports to mentions: which words name a place, and which only look like one."""

from mapper.recognize.recognizer import GazetteerRecognizer, mentions_from_spans

__all__ = ["GazetteerRecognizer", "mentions_from_spans"]
