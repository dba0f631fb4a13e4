"""The program, for whoever starts it as `python -m sim`."""

from sim.cli.app import main

if __name__ == "__main__":
    main()
