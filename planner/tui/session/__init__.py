"""The Session screen: how the exercises are done, and the timer that walks through a session."""
