"""Excel sheets (数据表): the columns of a kind of document, its empty template, and what is read back."""
