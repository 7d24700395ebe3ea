// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps values by the id of a request, neighbours side by side.
#pragma once

#include <spectrum/Ids.h>

#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace spectrum::xmpp
{

// Ids follow each other, and so do their outcomes: with tens of thousands of them open, the next one is in
// memory that the processor has already read for the last one. A map with a node for each reads three cold
// places instead.
template <class Value>
class RequestMap
{
public:
    // An id that is there already gets the new value.
    void insert(RequestId request, Value value)
    {
        Chunk &chunk = m_chunks[chunkOf(request)];
        std::optional<Value> &slot = chunk.slots[slotOf(request)];
        const int added = slot ? 0 : 1;
        slot = std::move(value);
        chunk.used += added;
        m_size += static_cast<size_t>(added);
    }

    // Valid until the next call that is not const.
    [[nodiscard]] Value *find(RequestId request)
    {
        const auto chunk = m_chunks.find(chunkOf(request));
        if (chunk == m_chunks.end())
            return nullptr;
        std::optional<Value> &slot = chunk->second.slots[slotOf(request)];
        return slot ? &*slot : nullptr;
    }
    [[nodiscard]] const Value *find(RequestId request) const
    {
        return const_cast<RequestMap *>(this)->find(request);
    }

    [[nodiscard]] std::optional<Value> take(RequestId request)
    {
        const auto chunk = m_chunks.find(chunkOf(request));
        if (chunk == m_chunks.end())
            return std::nullopt;
        std::optional<Value> value = std::exchange(chunk->second.slots[slotOf(request)], std::nullopt);
        if (value) {
            --m_size;
            if (--chunk->second.used == 0)
                m_chunks.erase(chunk);
        }
        return value;
    }

    [[nodiscard]] size_t size() const { return m_size; }

private:
    static constexpr quint64 chunkSize = 16;
    struct Chunk {
        std::array<std::optional<Value>, chunkSize> slots;
        int used = 0;
    };
    static quint64 chunkOf(RequestId request) { return static_cast<quint64>(request) / chunkSize; }
    static size_t slotOf(RequestId request) { return static_cast<quint64>(request) % chunkSize; }

    std::unordered_map<quint64, Chunk> m_chunks;
    size_t m_size = 0;
};

} // namespace spectrum::xmpp
