"""Templates and what is made of them: the one package that imports docxtpl, python-docx, Jinja and Pillow."""
