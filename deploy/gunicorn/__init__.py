"""How gunicorn runs each service, for example with `-c python:deploy.gunicorn.rules`."""
