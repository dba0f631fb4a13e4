"""The test on years that nothing was fitted to: forecasts of 2017 to 2023, and their scores."""
