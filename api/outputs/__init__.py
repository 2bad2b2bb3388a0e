"""What people read of a run: workbooks, messages, explanations in words."""
