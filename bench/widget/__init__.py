"""What the widget costs a reader's browser, beside its peers, in a real one: `python -m bench.widget`."""
