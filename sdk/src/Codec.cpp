// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Codec.h>

#include "codec/FrameReader.h"
#include "codec/FrameWriter.h"

#include <array>

namespace spectrum::codec
{

namespace
{

Error malformed(QByteArrayView frame)
{
    const int index = frame.isEmpty() ? -1 : static_cast<quint8>(frame.front());
    return {ErrorKind::InvalidInput,
            {},
            QStringLiteral("malformed frame: alternative %1, %2 bytes").arg(index).arg(frame.size())};
}

template <typename Variant>
QByteArray encodeVariant(const Variant &value)
{
    static_assert(std::variant_size_v<Variant> < 256);
    FrameWriter writer;
    writer.write(static_cast<quint8>(value.index()));
    std::visit([&writer](const auto &alternative) { writer.write(alternative); }, value);
    return writer.take();
}

template <typename Variant, size_t index>
bool readAlternative(QByteArrayView bytes, Variant &value)
{
    return read(bytes, value.template emplace<index>());
}

template <typename Variant>
Result<Variant> decodeVariant(QByteArrayView frame)
{
    using Reader = bool (*)(QByteArrayView, Variant &);
    static constexpr auto readers = []<size_t... index>(std::index_sequence<index...>)
    {
        return std::array<Reader, sizeof...(index)>{&readAlternative<Variant, index>...};
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>());

    if (frame.isEmpty() || frame.size() > maximumFrameSize)
        return malformed(frame);
    const auto index = static_cast<quint8>(frame.front());
    Variant value;
    if (index >= readers.size() || !readers[index](frame.sliced(1), value))
        return malformed(frame);
    return value;
}

} // namespace

QByteArray encode(const Event &event)
{
    return encodeVariant(event);
}

QByteArray encode(const Command &command)
{
    return encodeVariant(command);
}

QByteArray encode(const Account &account)
{
    FrameWriter writer;
    writer.write(account);
    return writer.take();
}

Result<Event> decodeEvent(QByteArrayView frame)
{
    return decodeVariant<Event>(frame);
}

Result<Command> decodeCommand(QByteArrayView frame)
{
    return decodeVariant<Command>(frame);
}

Result<Account> decodeAccount(QByteArrayView frame)
{
    Account account;
    if (frame.size() > maximumFrameSize || !read(frame, account))
        return malformed(frame);
    return account;
}

void wipeFrame(QByteArray &frame)
{
    if (frame.isDetached())
        wipeMemory(frame.data(), static_cast<size_t>(frame.size()));
    frame.clear();
}

} // namespace spectrum::codec
