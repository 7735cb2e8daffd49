-- Answers with the time in microseconds.
return micros()
