"""How a plan is made: requirements in numbers, choices, order, reasons, steps, and what does not fit."""
