"""When: the day of the event, the day of publication, the time that is reported on."""
