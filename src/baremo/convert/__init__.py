"""Rules exported from other systems as a Baremo model, with a report of how true each one stayed."""
