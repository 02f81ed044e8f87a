"""What pages say about how concepts stand to each other: diagrams, sentences, and the places of what is stated."""
