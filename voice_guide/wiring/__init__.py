"""Puts the parts together; nothing here decides anything a person would notice."""
