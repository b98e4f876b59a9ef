import Testing

@testable import PHRModel
