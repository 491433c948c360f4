"""`artisan local demo`: the sample applications, posted and handled as their senders and counties would."""
