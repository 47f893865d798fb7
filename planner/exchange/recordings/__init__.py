"""Recordings in: FIT, GPX and TCX files, the exports of Strava and Garmin."""
