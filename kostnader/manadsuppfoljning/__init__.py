"""How it goes, month by month: the result, cost centres, services and members as tables of figures."""
