/** What Ringba's pixel sends: it puts the facts in the place of the tokens; of the two for the recording an account knows one. */
export const pixelBody = `{"inbound_call_id":"[Call:InboundCallId]","recording_url":"[tag:Recording:RecordingUrl]","call_recording_url":"[Call:RecordingUrl]"}`;
