"""The objectives page: rank what matters and how it is measured."""
