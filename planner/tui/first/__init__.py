"""What is shown while nothing is planned: four rows on what one trains for, and the block that follows from them."""
