"""Prime numbers, three ways."""

from itertools import count, islice


def sieve(limit):
    """All primes below limit, by the sieve of Eratosthenes."""
    composite = bytearray(limit)
    for n in range(2, limit):
        if not composite[n]:
            yield n
            composite[n * n :: n] = b"\1" * len(range(n * n, limit, n))


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def first(how_many):
    return list(islice(filter(is_prime, count(2)), how_many))


if __name__ == "__main__":
    print(list(sieve(100)))
    print(first(25))
