"""The pages, one room per step."""
