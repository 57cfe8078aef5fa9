"""Everything Qt: the window, its pages, its forms and what they are made of."""
