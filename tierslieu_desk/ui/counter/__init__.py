"""The counter card: one box over any page, opened by one key, in which the desk's daily gestures are made.

To add an act: its letter in `acts.letters`, its row in `acts.for_person` or `acts.for_nobody`, and what it does in
`card.CounterCard._ACTS`; `tests/ui/test_counter_card.py` asks that each row does something.

To add what a sentence may ask for: its words in `rules/sentence_words`, its act in `rules/sentence_meaning.ActKind`,
how it is said back in `sentence_words` and done in `sentence_deeds`; first its sentences in `tests/data/sentences`.
"""
