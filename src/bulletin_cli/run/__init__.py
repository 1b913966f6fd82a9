"""The daily dump, unattended: a growing folder of pages in, an archive out, only what is new, safe to kill."""
