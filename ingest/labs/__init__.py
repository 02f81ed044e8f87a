"""What pages say of labs and of the work around them: steps, settings, downloads, results, grades, projects."""
