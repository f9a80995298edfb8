"""What is put into finished pages and beside them when they become a release's: its history, permanent addresses, withdrawals.

Pages are rendered without knowing their release; nothing here renders one.
"""
