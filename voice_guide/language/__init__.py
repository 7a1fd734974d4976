"""Words as data, one folder a language, and the reader of those files."""
