"""Mentions to resolutions: which place each name means, with its score and its reason."""

from mapper.resolve.resolver import GazetteerResolver

__all__ = ["GazetteerResolver"]
