"""The shell around the pages: rail, top bar, side panel, command palette."""
