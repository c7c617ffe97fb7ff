"""The application: windows, pages, dialogs and the command line; the only place that knows Qt."""
