"""A draft of a routine from an article: each guess with the words that it rests on."""

from voice_guide.core.drafting.article import Article, Block, BlockKind
from voice_guide.core.drafting.draft import Draft, Guess, draft
from voice_guide.core.drafting.pieces import titled
from voice_guide.core.drafting.terms import Terms

__all__ = ["Article", "Block", "BlockKind", "Draft", "Guess", "Terms", "draft", "titled"]
