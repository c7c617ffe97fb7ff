"""The timeline: when each action runs, what it waits for, and how busy each role is."""
