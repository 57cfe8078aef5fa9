"""Who is here: visits, the register, volunteers, and the computers open to all."""
