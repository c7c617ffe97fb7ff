"""The action plan page: who does what, when, for how much; five tabs over one selection and one filter."""
