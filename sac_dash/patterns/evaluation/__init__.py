"""Did it work? What can be said after an arrest, an operation or a prevention, and what cannot.

With five offences before and none after, the tests every spreadsheet offers are wrong or powerless. This room
has the exact ones, says beforehand what they could have shown, looks whether the start was chosen at a peak, and
whether the offences went elsewhere. It never says that an intervention caused anything.
"""
