"""People: persons, functions, seats, absences, working calendars, sign-in."""
