// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Codec.h>

#include <cstdint>
#include <cstdlib>

using namespace spectrum;

namespace
{

// What was understood once is understood again, and means the same.
template <typename Decode>
void checkRoundTrip(QByteArrayView frame, Decode decode)
{
    const auto first = decode(frame);
    if (!first)
        return;
    const auto second = decode(codec::encode(first.value()));
    if (!second || !(second.value() == first.value()))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView frame(data, static_cast<qsizetype>(size));
    checkRoundTrip(frame, codec::decodeEvent);
    checkRoundTrip(frame, codec::decodeCommand);
    static_cast<void>(codec::decodeAccount(frame));
    return 0;
}
