"""Text and addresses as such: decoding, folding, sentences, numbers, URLs. Knows nothing of pages or rules."""
