"""Formatted references: one module for each style, which reads as the rules of that style."""
