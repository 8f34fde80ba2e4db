"""``python -m searchapp`` is the command ``searchapp``."""

from searchapp.cli import main

if __name__ == "__main__":
    main()
