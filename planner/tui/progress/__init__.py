"""The Progress screen: metrics, chart, table and text as plain functions, and the screen that shows them."""
