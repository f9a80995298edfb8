"""The assets, one module a subject, and the steps from landing to the published release."""
