"""`python -m voice_guide` is `voice-guide`."""

import sys

from voice_guide.cli import main

if __name__ == "__main__":
    sys.exit(main())
