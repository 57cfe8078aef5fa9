"""Who has which space when: taken, looked for, repeated, quoted, waited for, shown and called off."""
