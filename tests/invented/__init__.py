"""An invented course about brewing tea, built the way Fumadocs builds a site.

Nobody in it exists, and no paper either. Nothing here is taken from a real course.
"""
