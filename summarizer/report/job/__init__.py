"""A job as people and programs read it: a picture of the night in HTML or text, tables, JUnit, SARIF.

Records come as the JSON objects of ``Record``, one after the other, and may be read more than once. Formats that are
written row by row (CSV, Parquet, JUnit, SARIF) keep nothing but the roll-up in memory.
"""
